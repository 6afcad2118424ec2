<#-- Our own, because the parent's does not say whom it asks, and loads the client's picture from elsewhere. -->
<#import "template.ftl" as layout>
<#import "buttons.ftl" as buttons>
<#import "ways-on.ftl" as waysOn>
<#assign application = advancedMsg(client.name?has_content?then(client.name, client.clientId))>
<@layout.registrationLayout bodyClass="oauth"; section>
  <#if section = "header">
    ${msg("oauthGrantTitle", application)}
  <#elseif section = "form">
    <div id="kc-oauth" class="content-area">
      <#if consentingUsername??>
        <p id="kc-consenting-user">${msg("authServiceConsentUser", consentingUsername)}
          <a href="${waysOn.realmPath()}/protocol/openid-connect/logout">${msg("authServiceNotYou")}</a></p>
      </#if>
      <h2>${msg("authServiceConsentShares", application)}</h2>
      <ul class="${properties.kcListClass!}">
        <li>${msg("authServiceConsentIdentity")}</li>
        <#if oauth.clientScopesRequested??>
          <#list oauth.clientScopesRequested as scope>
            <li><#if scope.parameterizedScopeParameter??>${advancedMsg(scope.consentScreenText, scope.parameterizedScopeParameter)}<#else>${advancedMsg(scope.consentScreenText)}</#if></li>
          </#list>
        </#if>
      </ul>
      <#if client.attributes.policyUri?? || client.attributes.tosUri??>
        <p>${msg("oauthGrantInformation", application)}
          <#if client.attributes.tosUri??><a href="${client.attributes.tosUri}" target="_blank" rel="noopener">${msg("authServiceTerms")}</a></#if>
          <#if client.attributes.policyUri??><a href="${client.attributes.policyUri}" target="_blank" rel="noopener">${msg("authServicePrivacy")}</a></#if>
        </p>
      </#if>
      <form class="${properties.kcFormClass} ${properties.kcMarginTopClass!}" action="${url.oauthAction}" method="POST">
        <input type="hidden" name="code" value="${oauth.code}">
        <@buttons.actionGroup horizontal=true>
          <@buttons.button id="kc-login" name="accept" label="authServiceConsentAllow"/>
          <@buttons.button id="kc-cancel" name="cancel" label="authServiceConsentRefuse" type="secondary"/>
        </@buttons.actionGroup>
      </form>
    </div>
  </#if>
</@layout.registrationLayout>
