// The shell: starts the planner, and is still standing when the planner is not.
//
// It lives outside the app because after a panic the app cannot be trusted with anything: Yew's event handlers go on
// running on broken state. So the shell holds the last good plan, stops the broken instance for good, hands the plan
// to the person, and can start a fresh instance on a new element.
//
// No innerHTML and no style attributes: the page's policy forbids the second, and the plan's text must never be markup.
(() => {
  "use strict";

  const host = document.getElementById("planner");
  if (!host || document.documentElement.hasAttribute("data-unsupported")) return;

  const title = document.title;
  // A failure this soon after a restart is most likely caused by the plan itself.
  const SOON = 1000; // milliseconds

  // What stands in the page before anything is drawn: a council's own copy is made of it. Taken now, because browser
  // extensions and the app add to the page later.
  const parts = [document.head, document.body].map((part) => [part, [...part.children]]);

  let compiled = null; // a promise of the WebAssembly.Module, kept so that a restart does not unpack it again
  let plan = null; // the last good plan, as text
  let mark = ""; // by what it is known in storage
  let current = null; // the instance that owns the page
  let compilable = false; // whether there are bytes to compile
  let recovered = false; // whether this start follows a failure

  // ---- starting ----------------------------------------------------------------------------------------------------

  // From base64. `Uint8Array.from` with a function to call for each character took a quarter of the whole start.
  function bytesOf(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const letters = atob(text);
    const bytes = new Uint8Array(letters.length);
    for (let place = 0; place < letters.length; place++) bytes[place] = letters.charCodeAt(place);
    return bytes;
  }

  // The bytes are in the page (single file), or beside it (hosted). Trunk loads them itself. They stay in the page: a
  // council's own copy is made from the running file's parts.
  async function wasmBytes() {
    const source = document.getElementById("planner-wasm");
    if (source.tagName === "LINK") {
      const answer = await fetch(source.href, { credentials: "same-origin" });
      if (!answer.ok) throw new Error("HTTP " + answer.status);
      return answer.arrayBuffer();
    }
    const unpacked = new Blob([bytesOf(source.textContent)]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(unpacked).arrayBuffer();
  }

  // The glue is wrapped in a function whose parameter hides the global WebAssembly, so that every way into the
  // instance goes through here: the first error thrown out of it ends it, and a dead instance answers nothing.
  // That covers traps, exhausted memory and stack, and the timers and listeners that a dead app leaves behind.
  function guarded(instance) {
    const way = (call) =>
      (...values) => {
        if (!instance.alive) return undefined;
        try {
          return call(...values);
        } catch (error) {
          instance.fail(placeOf(error));
          throw error; // the frames below, if any, are as broken
        }
      };
    const wrapper = Object.create(WebAssembly);
    wrapper.instantiate = async (module, imports) => {
      const { exports } = await WebAssembly.instantiate(module, imports);
      const ways = {};
      for (const [name, value] of Object.entries(exports)) {
        ways[name] = typeof value === "function" ? way(value) : value;
      }
      return { module, instance: { exports: ways } };
    };
    return wrapper;
  }

  // What the app sees of the shell: `Shell` in shell.rs.
  function newInstance(root, given, withoutPlan) {
    const born = performance.now();
    const instance = {
      alive: true,
      fail(place) {
        if (!instance.alive) return;
        instance.alive = false;
        if (instance.database) instance.database.close();
        const blamed = given !== null && performance.now() - born < SOON;
        root.remove();
        recovered = true;
        recover(place, blamed);
      },
    };
    instance.shell = {
      keep(text, known) {
        if (instance.alive) [plan, mark] = [text, known];
      },
      holds(database) {
        instance.database = database;
      },
      forget() {
        if (instance.alive) plan = given = null;
      },
      failed(place) {
        instance.fail(place);
      },
      kept: () => given,
      mark: () => mark,
      alive: () => instance.alive,
      copyWith,
      withoutPlan: () => withoutPlan,
    };
    return instance;
  }

  // The page as a file, as it was before anything was drawn, with another block of data. The policy's hashes are those of
  // scripts and styles, which stay as they are to the letter.
  function copyWith(pack) {
    const program = document.getElementById("planner-wasm");
    if (!program || program.tagName === "LINK") return undefined;
    const block = document.createElement("script");
    block.id = "planner-pack";
    block.type = "application/json";
    // Inside a script element only this could end it, or change how the rest is read.
    block.textContent = pack.replaceAll("<", "\\u003c");
    const page = ["<!doctype html>"];
    const line = (text) => page.push(text);
    line(document.documentElement.cloneNode(false).outerHTML.replace(/ style="[^"]*"/, "").replace("</html>", ""));
    for (const [part, children] of parts) {
      const name = part.tagName.toLowerCase();
      line(part.cloneNode(false).outerHTML.replace("</" + name + ">", ""));
      for (const child of children) {
        if (child.id === "planner-pack") continue;
        const copied = child.cloneNode(true);
        if (child === host) {
          const starting = element("p", "", "The planner is starting.");
          starting.id = "planner-starting";
          copied.replaceChildren(starting);
        }
        if (child.tagName === "TITLE") copied.textContent = title;
        line(copied.outerHTML);
        if (child === program) line(block.outerHTML);
      }
      line("</" + name + ">");
    }
    line("</html>");
    return page.join("\n") + "\n";
  }

  // The hosted page shows the start page before the program is there (src/app/first.html). What is pressed on it meanwhile
  // is pressed again once something listens; what has the keyboard keeps it.
  const first = document.getElementById("planner-first");
  let pressed = "";
  if (first) {
    first.addEventListener("click", (event) => {
      const control = event.target.closest("button, input");
      if (control) pressed = control.id;
    });
  }

  // Lets a slow device answer between two long pieces of work.
  const pause = () => new Promise((resolve) => setTimeout(resolve));

  // A program that is there at once would keep what stands in the page from being drawn. A page that is out of sight is
  // not drawn at all, so the wait has an end.
  const painted = () =>
    new Promise((resolve) => {
      new PerformanceObserver(resolve).observe({ type: "paint", buffered: true });
      setTimeout(resolve, 1000);
    });

  function takeOver(root) {
    const held = document.activeElement.id;
    host.replaceChildren(root);
    // The app draws after this.
    setTimeout(() => {
      for (const [id, act] of [[held, "focus"], [pressed, "click"]]) {
        const control = id && document.getElementById(id);
        if (control) control[act]();
      }
    });
  }

  async function start(given, withoutPlan) {
    const root = document.createElement("div");
    const waits = first && first.isConnected;
    if (!waits) host.replaceChildren(root);
    const instance = newInstance(root, given, withoutPlan);
    current = instance;
    try {
      compiled ??= wasmBytes().then((bytes) => {
        compilable = true;
        return WebAssembly.compile(bytes);
      });
      const [module] = await Promise.all([compiled, waits && painted()]);
      const glue = window.plannerGlue(guarded(instance));
      await glue({ module_or_path: module });
      glue.load(instance.shell);
      await pause();
      glue.start(root, instance.shell);
      if (waits) takeOver(root);
      if (recovered) focusHeading(root);
    } catch (error) {
      // An error out of the app itself has been dealt with; what is left is that it could not be started at all.
      if (instance.alive) {
        instance.alive = false;
        compiled = null;
        cannotStart(error);
      }
    }
  }

  // The button that was pressed is gone, so a keyboard or a screen reader would be nowhere. The app draws in a task of
  // its own, after this one.
  function focusHeading(root) {
    setTimeout(() => {
      const heading = root.querySelector("h1");
      if (!heading) return;
      heading.tabIndex = -1;
      heading.focus();
    });
  }

  // ---- stopping ----------------------------------------------------------------------------------------------------

  // Where it happened, and nothing else: an error's message can hold figures.
  function placeOf(error) {
    const inWasm = /wasm-function\[\d+\](:0x[0-9a-f]+)?/.exec((error && error.stack) || "");
    return [(error && error.name) || "error", inWasm && inWasm[0]].filter(Boolean).join(" at ");
  }

  // What did not come through the guard: Trunk's own glue, and errors that surface in a promise.
  for (const kind of ["error", "unhandledrejection"]) {
    window.addEventListener(kind, (event) => {
      const error = event.error ?? event.reason;
      if (current && error instanceof WebAssembly.RuntimeError) current.fail(placeOf(error));
    });
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function paragraph(text) {
    return element("p", "govuk-body", text);
  }

  function button(text, kind, press) {
    const made = element("button", "govuk-button " + kind, text);
    made.type = "button"; // in a sandboxed frame a submit never fires
    made.addEventListener("click", press);
    return made;
  }

  function textBox(id, label, text, rows) {
    const group = element("div", "govuk-form-group");
    const caption = element("label", "govuk-label", label);
    const box = element("textarea", "govuk-textarea");
    caption.htmlFor = id;
    box.id = id;
    box.readOnly = true;
    box.rows = rows;
    box.value = text;
    group.append(caption, box);
    return group;
  }

  function save(text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = "attainment-plan.json";
    link.click();
    // Some browsers read the address after the click; a minute is more than any needs.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  function show(heading, parts) {
    const page = element("div", "govuk-width-container");
    const main = element("main", "govuk-main-wrapper");
    const h1 = element("h1", "govuk-heading-l", heading);
    h1.tabIndex = -1;
    main.append(h1, ...parts);
    page.append(main);
    host.replaceChildren(page);
    document.title = heading + " – " + title;
    h1.focus();
  }

  function recover(place, blamed) {
    const parts = [paragraph("Something in the planner itself went wrong, so it was stopped before it could do harm.")];
    if (plan !== null) {
      parts.push(
        paragraph("Nothing you entered was lost. Starting again brings it back as it was before your last step."),
        button("Start again", "", () => start(plan, false)),
        element("h2", "govuk-heading-m", "To be safe, save your plan first"),
        button("Save your plan as a file", "govuk-button--secondary", () => save(plan)),
        paragraph("If no file arrives, this page is not allowed to save files. Copy the text below instead, paste it into an empty document and keep that: the planner can open it."),
        textBox("planner-kept", "Your plan as text", plan, 8),
      );
      if (blamed) {
        parts.push(
          paragraph("The planner stopped again as soon as it had your plan, so the plan may be the cause. Save it, then start without it."),
          button("Start without the plan", "govuk-button--secondary", () => start(null, true)),
        );
      }
    } else {
      parts.push(button("Start again", "", () => start(null, blamed)));
    }
    const version = document.querySelector("meta[name=planner-version]");
    const report = ["Place: " + place, "Version: " + (version ? version.content : "development"), "Browser: " + navigator.userAgent];
    parts.push(
      element("h2", "govuk-heading-m", "Tell the people who look after the planner"),
      paragraph("This says where the planner stopped. It holds none of your figures."),
      textBox("planner-report", "Report", report.join("\n"), 4),
    );
    show("The planner stopped", parts);
  }

  function cannotStart(error) {
    const reasons = compilable
      ? [
        paragraph("This browser did not run the planner's program. It may be an old version, or the page that frames the planner, or the people who look after this computer, may not allow WebAssembly."),
        paragraph("Open this page by itself in Microsoft Edge or Google Chrome (version 96 or newer), Firefox (113 or newer) or Safari (16.4 or newer)."),
      ]
      : [
        paragraph("The planner’s program stands in a file of its own beside this page, and the browser did not get it. The connection may be lost, or this page was opened from a disk or in a frame that may not fetch anything."),
        paragraph("Load the page again. If that does not help, open the planner’s single file, planner.html: it has everything inside."),
      ];
    show("The planner could not start", [
      ...reasons,
      paragraph("What the browser said: " + error),
      ...(plan === null ? [] : [button("Save your plan as a file", "govuk-button--secondary", () => save(plan)), textBox("planner-kept", "Your plan as text", plan, 8)]),
    ]);
  }

  // ---- beginning ---------------------------------------------------------------------------------------------------

  if (document.getElementById("planner-wasm")) {
    start(null, false);
  } else {
    // Trunk's page, for development: its glue cannot be made afresh, so a restart loads the page again.
    window.addEventListener("TrunkApplicationStarted", () => {
      window.plannerGlue = () => Object.assign(async () => {}, window.wasmBindings);
      compiled = Promise.resolve(null);
      if (current) location.reload();
      else start(null, false);
    });
  }
})();
