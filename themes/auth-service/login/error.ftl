<#-- Our own, because the parent's ends where it knows of no application to go back to. -->
<#import "template.ftl" as layout>
<#import "ways-on.ftl" as waysOn>
<@layout.registrationLayout displayMessage=false; section>
  <#if section = "header">
    ${kcSanitize(msg("errorTitle"))?no_esc}
  <#elseif section = "form">
    <div id="kc-error-message">
      <p class="instruction">${kcSanitize(message.summary)?no_esc}</p>
      <#if traceId??>
        <p class="instruction" id="traceId">${msg("traceIdSupportMessage", traceId)}</p>
      </#if>
      <#if !skipLink?? && (client.baseUrl)?has_content>
        <@waysOn.way href=client.baseUrl label="backToApplication"/>
      <#elseif realm??>
        <@waysOn.account/>
      </#if>
    </div>
  </#if>
</@layout.registrationLayout>
