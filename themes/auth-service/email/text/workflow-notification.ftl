<#ftl output_format="plainText">
${msg("authServiceNotificationAccount", user.username, realmName)}

<#if messageKey == "customMessage">
${customMessage}
<#else>
${msg(messageKey, daysRemaining, reason)}
</#if>

${msg("authServiceNotificationElse", realmName)}
