// Everything here is a comfort: each page works without it.

/** Times in the reader's own zone and way of writing. */
function localTimes() {
  const styles = {
    day: { dateStyle: "long" },
    moment: { dateStyle: "long", timeStyle: "short" },
  };
  const language = document.documentElement.lang;
  for (const time of document.querySelectorAll("time[data-show]")) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.valueOf())) {
      time.textContent = new Intl.DateTimeFormat([language === "en" ? navigator.language : language, language], styles[time.dataset.show]).format(at);
      time.title = time.dateTime;
    }
  }
}

/** A button in each password field that shows what is typed. */
function revealPasswords() {
  for (const input of document.querySelectorAll("input[data-reveal]")) {
    const button = document.createElement("button");
    const row = document.createElement("span");
    button.type = "button";
    button.className = "reveal";
    row.className = "with-reveal";
    const show = (visible) => {
      input.type = visible ? "text" : "password";
      button.textContent = visible ? input.dataset.hide : input.dataset.reveal;
      button.setAttribute("aria-pressed", String(visible));
    };
    button.setAttribute("aria-controls", input.id);
    button.addEventListener("click", () => show(input.type === "password"));
    input.form?.addEventListener("submit", () => show(false));
    input.replaceWith(row);
    row.append(input, button);
    show(false);
  }
}

/** What went wrong is read first after a form came back. */
function focusProblem() {
  document.querySelector('[role="alert"]')?.focus();
}

/** A form is sent once, however often the button is pressed. */
function sendOnce() {
  for (const form of document.querySelectorAll('form[method="post"]')) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
  }
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
}

/** A long list of contents starts folded where it would stand before everything else. */
function foldContents() {
  const wide = matchMedia("(min-width: 60rem)");
  const fold = () => {
    for (const details of document.querySelectorAll("details[data-fold]")) details.open = wide.matches;
  };
  wide.addEventListener("change", fold);
  fold();
}

/** Buttons that put the text of another element on the clipboard. */
function copyTexts() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = button.dataset.copied;
    });
  }
}

localTimes();
copyTexts();
revealPasswords();
focusProblem();
sendOnce();
foldContents();
