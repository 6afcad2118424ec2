<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("orgInviteBodyHtml", organization.name, realmName)}</p>
<@layout.action href=link label="authServiceOrgInviteAction"/>
<p>${msg("authServiceOrgInviteElse", linkExpirationFormatter(linkExpiration))}</p>
</@layout.emailLayout>
