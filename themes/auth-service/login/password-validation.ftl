<#-- Our own: the parent's says what a password lacks once it is typed, this what one needs before.
     The script takes the list from the end of the form to its field. -->
<#macro templates></#macro>

<#macro script field="">
  <#if passwordPolicies??>
    <#local p = passwordPolicies>
    <#if p.length?? || p.maxLength?? || p.lowerCase?? || p.upperCase?? || p.digits?? || p.specialChars??
        || p.passwordHistory?? || p.notUsername || p.notEmail>
      <div id="kc-password-rules" data-field="${field}">
        <p>${msg("authServicePasswordRules")}</p>
        <ul>
          <#if p.length??><@rule name="length" value=p.length/></#if>
          <#if p.maxLength??><@rule name="maxLength" value=p.maxLength/></#if>
          <#if p.lowerCase??><@rule name="lowerCase" value=p.lowerCase/></#if>
          <#if p.upperCase??><@rule name="upperCase" value=p.upperCase/></#if>
          <#if p.digits??><@rule name="digits" value=p.digits/></#if>
          <#if p.specialChars??><@rule name="specialChars" value=p.specialChars/></#if>
          <#if p.notUsername><@rule name="notUsername"/></#if>
          <#if p.notEmail><@rule name="notEmail"/></#if>
          <#if p.passwordHistory?? && field != "password"><@rule name="passwordHistory" value=p.passwordHistory/></#if>
        </ul>
      </div>
      <script src="${url.resourcesPath}/js/password-rules.js"></script>
    </#if>
  </#if>
</#macro>

<#macro rule name value=0>
  <li data-rule="${name}" data-value="${value?c}">${msg("authServicePasswordRule." + name, value + 0)}</li>
</#macro>
