// Keys exist only where the browser gives them: by https or at localhost, and under a name, not a number.
(function () {
  const named = !/^[\d.]+$|^\[/.test(location.hostname);
  const there = named && window.isSecureContext && "PublicKeyCredential" in window;
  for (const part of document.querySelectorAll(".needs-keys")) part.hidden = !there;
  for (const part of document.querySelectorAll(".no-keys")) part.hidden = there;
  // Who closes the browser's own window changed their mind; that is no error.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const said = document.querySelector("[data-key-failed]");
    if (said) said.hidden = false;
  });
})();
