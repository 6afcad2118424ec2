<#import "template.ftl" as layout>
<#assign actions = []>
<#list requiredActions![] as action><#assign actions += [msg("requiredAction." + action)]></#list>
<@layout.emailLayout>
<p>${msg("executeActionsBodyHtml", user.username, realmName, actions?join(", "))}</p>
<@layout.action href=link label="authServiceExecuteActionsAction"/>
<p>${msg("authServiceExecuteActionsElse", linkExpirationFormatter(linkExpiration))}</p>
</@layout.emailLayout>
