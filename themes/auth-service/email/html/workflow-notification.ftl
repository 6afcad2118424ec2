<#-- Our own: the parent's is half English in every language. -->
<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("authServiceNotificationAccount", user.username, realmName)}</p>
<#if messageKey == "customMessage">
<p>${kcSanitize(customMessage)?no_esc}</p>
<#else>
<p>${msg(messageKey, daysRemaining, reason)}</p>
</#if>
<p>${msg("authServiceNotificationElse", realmName)}</p>
</@layout.emailLayout>
