<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("passwordResetBodyHtml", user.username, realmName)}</p>
<@layout.action href=link label="authServicePasswordResetAction"/>
<p>${msg("authServicePasswordResetElse", linkExpirationFormatter(linkExpiration))}</p>
</@layout.emailLayout>
