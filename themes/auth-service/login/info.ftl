<#-- Our own, because the parent's ends where it knows of no application to go back to. -->
<#import "template.ftl" as layout>
<#import "ways-on.ftl" as waysOn>
<@layout.registrationLayout displayMessage=false; section>
  <#if section = "header">
    <#if messageHeader??>
      ${kcSanitize(msg(messageHeader))?no_esc}
    <#else>
      ${message.summary}
    </#if>
  <#elseif section = "form">
    <div id="kc-info-message">
      <#if messageHeader?? || requiredActions??>
        <p class="instruction">${message.summary}<#if requiredActions??><#list requiredActions>: <b><#items as action>${kcSanitize(msg("requiredAction." + action))?no_esc}<#sep>, </#items></b></#list></#if></p>
      </#if>
      <#if !skipLink?? && pageRedirectUri?has_content>
        <@waysOn.way href=pageRedirectUri label="backToApplication"/>
      <#elseif !skipLink?? && actionUri?has_content>
        <@waysOn.way href=actionUri label="proceedWithAction"/>
      <#elseif !skipLink?? && (client.baseUrl)?has_content>
        <@waysOn.way href=client.baseUrl label="backToApplication"/>
      <#elseif message.summary = msg("successLogout")>
        <@waysOn.account label="authServiceLogInAgain"/>
      <#else>
        <@waysOn.account/>
      </#if>
    </div>
  </#if>
</@layout.registrationLayout>
