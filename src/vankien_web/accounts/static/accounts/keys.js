// Keys exist only where the browser gives them: by https, or at localhost.
(function () {
  const there = window.isSecureContext && "PublicKeyCredential" in window;
  for (const part of document.querySelectorAll(".needs-keys")) part.hidden = !there;
  for (const part of document.querySelectorAll(".no-keys")) part.hidden = there;
  // Who closes the browser's own window changed their mind; that is no error.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const said = document.querySelector("[data-key-failed]");
    if (said) said.hidden = false;
  });
})();
