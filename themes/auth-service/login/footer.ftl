<#-- Our own, because the parent gives every page one title. It is imported by the parent's template,
     before that writes the title, and knows the page by its template. -->
<#assign headings = {
  "code": "codeSuccessTitle",
  "delete-account-confirm": "deleteAccountConfirm",
  "error": "errorTitle",
  "frontchannel-logout": "frontchannel-logout.title",
  "idp-review-user-profile": "loginIdpReviewProfileTitle",
  "login": "loginAccountTitle",
  "login-config-totp": "loginTotpTitle",
  "login-idp-link-confirm": "confirmLinkIdpTitle",
  "login-oauth2-device-verify-user-code": "oauth2DeviceVerificationTitle",
  "login-otp": "doLogIn",
  "login-page-expired": "pageExpiredTitle",
  "login-password": "loginAccountTitle",
  "login-recovery-authn-code-config": "recovery-code-config-header",
  "login-recovery-authn-code-input": "auth-recovery-code-header",
  "login-reset-otp": "doLogIn",
  "login-reset-password": "emailForgotTitle",
  "login-update-password": "updatePasswordTitle",
  "login-update-profile": "loginProfileTitle",
  "login-username": "loginAccountTitle",
  "login-verify-email": "emailVerifyTitle",
  "logout-confirm": "logoutConfirmTitle",
  "register": "registerTitle",
  "select-authenticator": "loginChooseAuthenticator",
  "terms": "termsTitle",
  "update-email": "updateEmailTitle",
  "webauthn-authenticate": "webauthn-login-title",
  "webauthn-error": "webauthn-error-title",
  "webauthn-register": "webauthn-registration-title"
}>
<#assign heading = "">
<#if pageId?? && pageId = "login-oauth-grant">
  <#assign heading = msg("oauthGrantTitle", advancedMsg(client.name?has_content?then(client.name, client.clientId)))>
<#elseif messageHeader??>
  <#assign heading = msg(messageHeader)>
<#elseif pageId?? && pageId = "info">
  <#assign heading = message.summary>
<#elseif pageId?? && headings[pageId]??>
  <#assign heading = msg(headings[pageId])>
</#if>
<#if heading?has_content && realm??>
  <#global title = msg("authServicePageTitle", heading, realm.displayName)>
</#if>

<#macro content></#macro>
