<#-- Our own, because both links of the parent's are called "Click here". -->
<#import "template.ftl" as layout>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("pageExpiredTitle")}
  <#elseif section = "form">
    <p id="instruction1" class="instruction">${msg("authServiceExpired")}</p>
    <p><a id="loginRestartLink" class="${properties.kcButtonPrimaryClass} ${properties.kcButtonBlockClass}"
        href="${url.loginRestartFlowUrl}">${msg("authServiceExpiredRestart")}</a></p>
    <p><a id="loginContinueLink" class="${properties.kcButtonSecondaryClass} ${properties.kcButtonBlockClass}"
        href="${url.loginAction}">${msg("authServiceExpiredContinue")}</a></p>
  </#if>
</@layout.registrationLayout>
