/* Dark or light, as the system has it: said before anything is painted, so that nothing flashes. */
// @ts-check
"use strict";

{
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => document.documentElement.classList.toggle("pf-v5-theme-dark", dark.matches);
  follow();
  dark.addEventListener("change", follow);
}
