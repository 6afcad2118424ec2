/*
 * Takes whoever is refused to the field that is the reason, and ties what is said there to it, so
 * that a screen reader reads both. After a wrong password that is the password: the name is kept.
 * What is said of no field is taken to be of the first, as where a new password is refused.
 */

function describe(field, error) {
  const known = field.getAttribute("aria-describedby") ?? "";
  field.setAttribute("aria-describedby", `${error.id} ${known}`.trim());
  field.setAttribute("aria-invalid", "true");
}

const refused = [...document.querySelectorAll("[aria-invalid='true']")];
for (const field of refused) {
  const error = document.getElementById(`input-error-${field.id}`);
  if (error !== null) {
    describe(field, error);
  }
}

const message = document.querySelector(".pf-m-danger .kc-feedback-text");
const first = document.querySelector("form [autofocus]");
const loginError = document.querySelector("#kc-form-login #input-error-username");
const name = document.querySelector("#kc-form-login #username");
const password = document.querySelector("#kc-form-login #password");
if (loginError !== null && password !== null && name?.value) {
  describe(password, loginError);
  password.focus();
} else if (refused.length > 0) {
  refused[0].focus();
} else if (message !== null && first !== null) {
  message.id = "auth-service-error";
  describe(first, message);
  first.focus();
}
