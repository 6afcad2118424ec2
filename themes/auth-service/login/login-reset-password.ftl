<#-- Our own, because the parent's does not offer the address where several users may share one. -->
<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<@layout.registrationLayout displayInfo=true displayMessage=!messagesPerField.existsError("username"); section>
  <#if section = "header">
    ${msg("emailForgotTitle")}
  <#elseif section = "form">
    <form id="kc-reset-password-form" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
      <@field.input name="username" label=msg(realm.registrationEmailAsUsername?then("email", "usernameOrEmail"))
          value=auth.attemptedUsername!"" autocomplete="username" autofocus=true/>
      <@buttons.actionGroup>
        <@buttons.button id="kc-form-buttons" label="authServiceSendMail"/>
        <@buttons.buttonLink href=url.loginUrl label="backToLogin"/>
      </@buttons.actionGroup>
    </form>
  <#elseif section = "info">
    <span class="${properties.kcLoginMainFooterHelperText!}">${msg("emailInstruction")}</span>
  </#if>
</@layout.registrationLayout>
