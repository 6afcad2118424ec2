/*
 * Lists what the realm asks of a password below its field, and marks what is met while it is typed.
 * The server has the last word: it counts as this does, and alone knows patterns, lists
 * and former passwords.
 */
{
  const rules = document.getElementById("kc-password-rules");
  const field = document.getElementById(rules.dataset.field);
  const count = (text, kind) => [...text].filter((letter) => kind.test(letter)).length;
  const differs = (text, id) => {
    const other = document.getElementById(id)?.value ?? "";
    return other === "" || text.toLowerCase() !== other.toLowerCase();
  };
  const lacks = (text, id) => {
    const other = document.getElementById(id)?.value ?? "";
    return other === "" || !text.toLowerCase().includes(other.toLowerCase());
  };
  const checks = {
    length: (text, least) => text.length >= least,
    maxLength: (text, most) => text.length <= most,
    lowerCase: (text, least) => count(text, /\p{Ll}/u) >= least,
    upperCase: (text, least) => count(text, /\p{Lu}/u) >= least,
    digits: (text, least) => count(text, /\p{Nd}/u) >= least,
    specialChars: (text, least) => count(text, /[^\p{L}\p{Nd}]/u) >= least,
    notUsername: (text) => differs(text, "username"),
    notContainsUsername: (text) => lacks(text, "username"),
    notEmail: (text) => differs(text, "email"),
  };

  const mark = () => {
    for (const rule of rules.querySelectorAll("li")) {
      const check = checks[rule.dataset.rule];
      if (check !== undefined) {
        const met = field.value !== "" && check(field.value, Number(rule.dataset.value));
        rule.classList.toggle("auth-service-met", met);
      }
    }
  };

  document.getElementById(`input-error-container-${field.id}`).before(rules);
  field.setAttribute("aria-describedby", rules.id);
  field.addEventListener("input", mark);
}
