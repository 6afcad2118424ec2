<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("authServiceAccountsBody", realmName)}</p>
<ul>
<#list accounts as account>
  <li><p><b>${account.username}</b><br><a href="${account.link}">${msg("authServiceAccountsPassword", account.username)}</a></p></li>
</#list>
</ul>
<p>${msg("authServiceAccountsElse", minutes)}</p>
</@layout.emailLayout>
