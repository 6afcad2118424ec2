<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("verifiableCredentialOfferBodyHtml", user.username, realmName, credentialScopeDisplayName)}</p>
<@layout.action href=link label="authServiceCredentialOfferAction"/>
<p>${msg("authServiceCredentialOfferElse", linkExpirationFormatter(linkExpiration))}</p>
</@layout.emailLayout>
