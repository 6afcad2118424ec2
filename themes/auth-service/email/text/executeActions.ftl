<#ftl output_format="plainText">
<#assign actions = []>
<#list requiredActions![] as action><#assign actions += [msg("requiredAction." + action)]></#list>
${msg("executeActionsBody", user.username, realmName, actions?join(", "))}

${link}

${msg("authServiceExecuteActionsElse", linkExpirationFormatter(linkExpiration))}
