<#-- Where somebody goes from a page that has no form. -->
<#macro way href label>
  <p><a class="${properties.kcButtonPrimaryClass} ${properties.kcButtonBlockClass}" href="${href}">${msg(label)}</a></p>
</#macro>

<#-- The account console asks to log in whoever is not. -->
<#macro account label="authServiceToAccount">
  <@way href="${realmPath()}/account/" label=label/>
</#macro>

<#function realmPath>
  <#return url.resourcesPath?keep_before_last("/resources/") + "/realms/" + realm.name?url("UTF-8")>
</#function>
