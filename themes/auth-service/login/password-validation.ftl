<#-- Our own: the parent's says what a password lacks once it is typed, this what one needs before.
     The script takes the list from the end of the form to its field. The server that shows these
     pages without the extension knows no passwordRules, and then nothing is listed. -->
<#macro templates></#macro>

<#macro script field="">
  <#-- Who makes an account has had no password. -->
  <#local rules = []>
  <#list passwordRules![] as rule>
    <#if !rule.former || field != "password"><#local rules += [rule]></#if>
  </#list>
  <#if rules?has_content>
    <div id="kc-password-rules" data-field="${field}">
      <p>${msg("authServicePasswordRules")}</p>
      <ul>
        <#list rules as rule>
          <#if !rule.known>
            <li data-rule="${rule.id}">${rule.name}<#if rule.value?has_content>: ${rule.value}</#if></li>
          <#elseif rule.value?is_number>
            <li data-rule="${rule.id}" data-value="${rule.value?c}">${msg("authServicePasswordRule." + rule.id, rule.value + 0)}</li>
          <#else>
            <li data-rule="${rule.id}">${msg("authServicePasswordRule." + rule.id, rule.value + "")}</li>
          </#if>
        </#list>
      </ul>
    </div>
    <script src="${url.resourcesPath}/js/password-rules.js"></script>
  </#if>
</#macro>
