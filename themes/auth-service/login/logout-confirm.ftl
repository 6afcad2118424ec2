<#-- Our own, because the parent's button has a tabindex, which takes the keyboard past all else. -->
<#import "template.ftl" as layout>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("logoutConfirmTitle")}
  <#elseif section = "form">
    <p>${msg("logoutConfirmHeader")}</p>
    <form id="kc-logout-confirm" action="${url.logoutConfirmAction}" method="post">
      <input type="hidden" name="session_code" value="${logoutConfirm.code}">
      <div id="kc-form-buttons">
        <button id="kc-logout" name="confirmLogout" value="true" type="submit"
            class="${properties.kcButtonPrimaryClass} ${properties.kcButtonBlockClass}">${msg("doLogout")}</button>
      </div>
    </form>
    <#if !logoutConfirm.skipLink && (client.baseUrl)?has_content>
      <p><a href="${client.baseUrl}">${msg("backToApplication")}</a></p>
    </#if>
  </#if>
</@layout.registrationLayout>
