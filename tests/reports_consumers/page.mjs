// Opens the reports in a real Chromium: clicks, keys, filters, what a policy forbids, accessibility by axe, speed.
// Arguments: the browser, a page with hostile text, a page of 20,000 pairs, an alignment. With SCREENSHOTS set to a
// folder, pictures are put there to be looked at.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [executablePath, small, large, alignment] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: executablePath.includes("/") ? executablePath : await which(executablePath),
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

async function which(name) {
  const { execFileSync } = await import("node:child_process");
  return execFileSync("/bin/sh", ["-c", `command -v ${JSON.stringify(name)}`], { encoding: "utf8" }).trim();
}

// A page whose console, errors and requests are watched.
async function open(file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.trouble = [];
  page.on("console", (message) => page.trouble.push(message.text()));
  page.on("pageerror", (error) => page.trouble.push(error.message));
  page.on("dialog", (dialog) => { page.trouble.push("a dialog opened"); dialog.dismiss(); });
  page.on("request", (request) => { if (!/^(file|about):/.test(request.url())) page.trouble.push(request.url()); });
  await page.goto(file.startsWith("about:") ? file : pathToFileURL(file).href);
  return page;
}

async function picture(page, name, fullPage = false) {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`), fullPage });
}

async function close(page) {
  assert.deepEqual(page.trouble, []);
  await page.context().close();
}

// The page's policy forbids a script that is put in; this one is evaluated by the test's own door.
async function accessible(page, name) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => axe.run(document, {
    runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
  }));
  const found = result.violations.map((violation) =>
    `${name}: ${violation.id} ${violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | ")}`);
  assert.deepEqual(found, []);
  assert.ok(result.passes.length > 20, "axe looked at the page");
}

const shown = (page, selector) => page.locator(`${selector}:visible`).count();
const focused = (page) => page.evaluate(() => document.activeElement.id);

// Clicks and keys.
{
  const page = await open(small);
  await picture(page, "light");
  assert.equal(await page.locator("script").count(), 1);
  assert.equal(await page.locator(".bitext img, .bitext script, .bitext b, .bitext i").count(), 0);
  assert.equal(await shown(page, ".b"), 8);
  assert.equal(await shown(page, ".f"), 9);

  // The sides read in their directions.
  const side = await page.locator(".b .s").first().evaluate((cell) => [cell.dir, cell.lang, getComputedStyle(cell).direction]);
  assert.deepEqual(side, ["rtl", "ar", "rtl"]);
  assert.equal(await page.locator(".b .t").first().getAttribute("lang"), "en");

  // n and p go through the findings and around.
  const order = [];
  for (let step = 0; step < 9; step += 1) {
    await page.keyboard.press("n");
    order.push(await focused(page));
  }
  assert.deepEqual(order, ["f8", "f0", "f1", "f2", "f3", "f4", "f6", "f7", "f9"]);
  await page.keyboard.press("n");
  assert.equal(await focused(page), "f8");
  await page.keyboard.press("p");
  assert.equal(await focused(page), "f9");
  assert.equal(await page.locator("#at").textContent(), "9 of 9");
  await page.locator("#prev").click();
  assert.equal(await focused(page), "f7");

  // j and k go through the pairs; n goes on from there.
  await page.keyboard.press("k");
  assert.equal(await focused(page), "b0-5");
  await page.keyboard.press("j");
  assert.equal(await focused(page), "b0-6");
  await page.keyboard.press("n");
  assert.equal(await focused(page), "f7");

  // A mark shows what it is about and its counterpart, for the mouse and for the keyboard.
  await page.locator(".t a.m.error").first().hover();
  await page.locator("#tip:visible").waitFor();
  const tip = await page.locator("#tip").textContent();
  assert.match(tip, /The source has 30/);
  assert.match(tip, /أعلنت الوزارة/);
  assert.equal(await page.locator("#tip .text").getAttribute("dir"), "rtl");
  assert.equal(await page.locator(".s a.m.on").textContent(), "30");
  assert.equal(await page.locator("#tip mark").textContent(), "30");
  await picture(page, "tip");
  await page.keyboard.press("Escape");
  assert.equal(await shown(page, "#tip"), 0);
  await page.locator(".s a.m.term").first().focus();
  assert.match(await page.locator("#tip").textContent(), /Geneva/);
  assert.equal(await page.locator(".s a.m.term").first().getAttribute("aria-describedby"), "tip");
  await page.locator("h1").click();
  await page.locator(".t a.m.term", { hasText: "Common Comprehensive Plan" }).hover();
  await page.locator("#tip:visible", { hasText: "a literal rendering" }).waitFor();
  await page.mouse.move(2, 300);

  // Words of the other direction stay isolated in the tip.
  const isolating = await page.evaluate(() => {
    const card = [...document.querySelectorAll(".f:not([hidden])")].find((card) => card.querySelector(".message bdi[dir=rtl]")
      && document.querySelector(`a.m[data-f~="${card.id.slice(1)}"]`));
    return card && card.id.slice(1);
  });
  assert.ok(isolating, "a message with a word of the other direction has a mark");
  await page.locator(`a.m[data-f~="${isolating}"]`).first().focus();
  assert.ok(await page.locator("#tip p:not(.text) bdi[dir=rtl]").count() > 0);
  await page.locator("h1").click();

  // A mark leads to its finding, a place to its pair, a term to its entry.
  await page.locator(".t a.m.error").first().click();
  assert.equal(await focused(page), "f0");
  await page.locator(".s a.m.term:not(.error)").first().click();
  assert.equal(await focused(page), "g1");
  await page.locator("#g1 .pairs").click();
  assert.equal(await shown(page, ".b"), 2);
  assert.match(await page.locator("#clear").textContent(), /geneva/);
  await page.locator("#clear").click();
  assert.equal(await shown(page, ".b"), 8);

  // Filters.
  await page.locator("#severities input[value=error]").uncheck();
  assert.equal(await shown(page, ".f"), 5);
  assert.equal(await page.locator("a.m.error:not(.off)").count(), 0);
  await page.locator("#only").check();
  assert.equal(await shown(page, ".b"), 3);
  await page.locator("#severities input[value=error]").check();
  await page.locator("#severities input[value=suppressed]").check();
  assert.equal(await shown(page, ".f"), 10);
  await page.locator("#no").click();
  assert.equal(await shown(page, ".f"), 0);
  assert.equal(await shown(page, "#nothing"), 1);
  await page.locator("#rules input[value=omission]").check();
  assert.equal(await shown(page, ".b"), 1);
  await page.locator("#all").click();
  await page.locator("h1").click();
  await page.keyboard.press("f");
  assert.equal(await shown(page, ".b"), 8);
  await page.keyboard.press("t");
  assert.ok(await page.locator("body.noterms").count());
  await page.keyboard.press("t");

  // Search: vowel marks and hamza seats don't matter; typing is no command.
  await page.keyboard.press("/");
  assert.equal(await focused(page), "q");
  await page.keyboard.type("وَصَلت إلي جنيف");
  await page.waitForFunction(() => document.querySelectorAll(".b:not([hidden])").length === 1);
  assert.match(await page.locator("#status").textContent(), /^1 of 8/);
  await page.keyboard.press("Escape");
  assert.equal(await shown(page, ".b"), 8);
  await page.keyboard.type("nothing of the kind");
  await page.locator("#reset:visible").click();
  assert.equal(await shown(page, ".b"), 8);
  await page.locator("h1").click();

  // Help, and keys switched off.
  await page.keyboard.press("?");
  assert.equal(await page.locator("#keys[open]").count(), 1);
  await accessible(page, "keys");
  await page.locator("#shortcuts").uncheck();
  await page.locator("#keys form button").click();
  const before = await focused(page);
  await page.keyboard.press("n");
  assert.equal(await focused(page), before);
  await page.locator("#help").click();
  await page.locator("#shortcuts").check();
  await page.keyboard.press("Escape");
  await accessible(page, "light");

  // Dark by the button; a script that comes from elsewhere is refused.
  await page.locator("#theme").click();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await accessible(page, "dark by hand");
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.intruder = true";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.intruder = true'>");
  });
  assert.equal(await page.evaluate(() => window.intruder), undefined);
  assert.ok(page.trouble.length >= 2 && page.trouble.every((text) => /Content Security Policy/.test(text)), page.trouble.join());
  page.trouble.length = 0;
  await close(page);
}

// Dark by preference, paper, a telephone.
{
  const page = await open(small, { colorScheme: "dark" });
  await picture(page, "dark");
  await accessible(page, "dark");
  await close(page);
}
{
  const page = await open(small);
  await page.emulateMedia({ media: "print" });
  await picture(page, "print", true);
  assert.equal(await shown(page, "aside"), 0);
  assert.equal(await shown(page, "header button"), 0);
  const pdf = await page.pdf({ format: "A4" });
  assert.ok(pdf.length > 10_000);
  await close(page);
}
{
  const page = await open(small, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await picture(page, "narrow");
  assert.equal(await shown(page, "#severities"), 0);
  await page.locator("#filters > summary").click();
  assert.equal(await shown(page, "#severities"), 1);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `the page is ${wide} wide`);
  await accessible(page, "narrow");
  await close(page);
}

// An alignment.
{
  const page = await open(alignment);
  await picture(page, "alignment");
  assert.equal(await shown(page, ".b"), 7);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  assert.equal(await focused(page), "b0-1");
  await page.keyboard.press("n");
  assert.equal(await focused(page), "b0-1");
  await page.keyboard.press("/");
  await page.keyboard.type("sunday");
  await page.waitForFunction(() => document.querySelectorAll(".b:not([hidden])").length === 1);
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "b0-4");
  await accessible(page, "alignment");
  await close(page);
}

// 20,000 pairs: what a person does must not make him wait. Times are those that the page's own thread worked, so
// that a busy machine doesn't count.
{
  const page = await open("about:blank");
  const tools = await page.context().newCDPSession(page);
  await tools.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () => {
    const { metrics } = await tools.send("Performance.getMetrics");
    return 1000 * metrics.find((metric) => metric.name === "TaskDuration").value;
  };
  const took = {};
  const timed = async (name, act) => {
    const before = await worked();
    await act();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    took[name] = await worked() - before;
  };
  await timed("load", () => page.goto(pathToFileURL(large).href));
  await timed("next finding", () => page.keyboard.press("n"));
  await timed("last finding", () => page.keyboard.press("p"));
  assert.equal(await focused(page), "f1999");
  await page.waitForFunction(() => {
    const box = document.activeElement.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  });
  await timed("next pair", () => page.keyboard.press("j"));
  await timed("scroll", () => page.mouse.wheel(0, -40_000));
  await timed("only findings", () => page.locator("#only").check());
  assert.equal(await page.locator(".b:not([hidden])").count(), 2_000);
  await timed("all pairs", () => page.locator("#only").uncheck());
  await timed("search", async () => {
    await page.locator("#q").fill("رقم 19993 ان");
    await page.waitForFunction(() => document.querySelectorAll(".b:not([hidden])").length === 1);
  });
  await timed("search again", async () => {
    await page.locator("#q").fill("number 1999");
    await page.waitForFunction(() => document.querySelectorAll(".b:not([hidden])").length === 11);
  });
  await timed("a rule off", () => page.locator("#rules input").first().uncheck());
  await page.locator("#q").fill("");
  await page.waitForFunction(() => !document.querySelector(".b[hidden]"));
  await timed("hover", async () => {
    await page.locator("#b0-0 .t a.m.term").hover();
    await page.locator("#tip:visible").waitFor();
  });
  await picture(page, "large");
  const text = Object.entries(took).map(([name, time]) => `${name} ${Math.round(time)} ms`).join(", ");
  console.log(`20,000 pairs: ${text}`);
  const limits = { load: 5_000, search: 2_500 };
  for (const [name, time] of Object.entries(took)) assert.ok(time < (limits[name] || 1_200), text);
  await close(page);
}
await browser.close();
