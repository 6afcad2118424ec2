<#ftl output_format="plainText">
${msg("authServiceAccountsBody", realmName)}

<#list accounts as account>
${account.username}
${msg("authServiceAccountsPassword", account.username)}:
${account.link}

</#list>
${msg("authServiceAccountsElse", minutes)}
