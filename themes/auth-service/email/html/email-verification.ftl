<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("emailVerificationBodyHtml", user.username, realmName)}</p>
<@layout.action href=link label="authServiceEmailVerificationAction"/>
<p>${msg("authServiceEmailVerificationElse", linkExpirationFormatter(linkExpiration))}</p>
</@layout.emailLayout>
