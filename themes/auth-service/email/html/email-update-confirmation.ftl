<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("emailUpdateConfirmationBodyHtml", user.username, realmName, newEmail)}</p>
<@layout.action href=link label="authServiceEmailVerificationAction"/>
<p>${msg("authServiceEmailVerificationElse", linkExpirationFormatter(linkExpiration))}</p>
</@layout.emailLayout>
