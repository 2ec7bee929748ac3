import type { Browser, BrowserContext, Locator, Page, Response } from 'playwright-core';
import { expect } from 'vitest';
import { visitor } from './browser.ts';
import { Form } from './form.ts';
import { TypedValues } from './typed-values.ts';
import { type Watch, watch } from './watch.ts';

/** The password of every person of the demonstration. */
const PASSWORD = 'mingjing-demo';

/** One signed-in person at a screen of their own. */
export class Officer {
  readonly page: Page;
  readonly watch: Watch;
  private readonly context: BrowserContext;
  private readonly office: string;
  private typed: TypedValues;
  /** Newest version of a case or publication that the page has been given. */
  private shown = 0;

  constructor(context: BrowserContext, page: Page, office: string, typed: TypedValues) {
    this.context = context;
    this.page = page;
    this.office = office;
    this.typed = typed;
    this.watch = watch(page);
    page.on('response', async (response) => {
      const version = await versionOf(response);
      if (version !== undefined) this.shown = version;
    });
  }

  async signIn(login: string, password = PASSWORD): Promise<void> {
    await this.page.goto(`${this.office}/sign-in`);
    await this.page.getByLabel('账号', { exact: true }).fill(login);
    await this.page.getByLabel('密码').fill(password);
    await this.page.getByRole('button', { name: '登录', exact: true }).click();
  }

  async signedIn(): Promise<void> {
    await this.page.getByRole('button', { name: '退出' }).waitFor();
  }

  /** From now on what this person types counts for another case. */
  worksOn(typed: TypedValues): void {
    this.typed = typed;
  }

  async open(path: string): Promise<void> {
    this.shown = 0;
    await this.page.goto(new URL(path, this.office).href);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** Finds a case by a word of its name and opens it. */
  async openCase(word: string): Promise<void> {
    await this.open('/cases?state=all');
    await this.page.getByRole('searchbox').fill(word);
    await this.page.getByRole('searchbox').press('Enter');
    await this.page.getByRole('table').getByRole('link', { name: word }).first().click();
    await this.page.getByRole('region', { name: '办理' }).waitFor();
  }

  action(label: string): Locator {
    return this.page.getByRole('region', { name: '办理' }).getByRole('button', { name: label, exact: true });
  }

  private rowOf(label: string): Locator {
    const row = this.page.getByRole('region', { name: '办理' }).getByRole('listitem');
    return row.filter({ has: this.page.getByRole('button', { name: label, exact: true }) });
  }

  /** Opens an action, fills its form and submits it; waits until the screen shows the case as it is then. */
  async act(label: string, fill: (form: Form) => Promise<void> = async () => undefined): Promise<void> {
    const button = this.action(label);
    if ((await button.getAttribute('aria-disabled')) === 'true')
      throw new Error(`“${label}” is refused: ${await this.rowOf(label).textContent()}`);
    await button.click();
    await this.submit(label, fill);
  }

  /** Fills the form that stands open and submits it. */
  async submit(label: string, fill: (form: Form) => Promise<void> = async () => undefined): Promise<void> {
    const form = this.form(label);
    await fill(form);
    const version = await this.send(form);
    await form.root.waitFor({ state: 'detached' });
    while (this.shown < version) await this.page.waitForTimeout(20);
    // What has arrived is not yet drawn: the actions say of which version they are.
    const drawn = this.page.locator('[data-version]').first();
    while ((await drawn.count()) > 0 && Number(await drawn.getAttribute('data-version')) < version)
      await this.page.waitForTimeout(20);
  }

  /** Fills the form that begins a case; answers with the address of the new case. */
  async begin(command: string, label: string, fill: (form: Form) => Promise<void>): Promise<string> {
    await this.open(`/start/${command}`);
    const form = this.form(label);
    await fill(form);
    await this.send(form);
    await this.page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
    await this.page.getByRole('region', { name: '办理' }).waitFor();
    return new URL(this.page.url()).pathname;
  }

  form(label: string): Form {
    return new Form(this.page, this.formNamed(label), this.typed, label);
  }

  private formNamed(label: string): Locator {
    const region = this.page.getByRole('region', { name: label, exact: true });
    return this.page
      .getByRole('form', { name: label, exact: true })
      .or(region.locator('form:not([aria-labelledby])'));
  }

  /** Submits, and where the step cannot be undone says yes once more; answers with the version that it made. */
  async send(form: Form): Promise<number> {
    const answered = this.page.waitForResponse(isCommand);
    await form.press();
    const dialog = this.page.getByRole('dialog');
    const sure = dialog.getByRole('button', { name: /^确定/ });
    const fault = form.root.getByRole('alert').first();
    const asked = sure.waitFor().then(() => 'asked' as const);
    const faulty = fault.waitFor().then(() => 'faults' as const);
    for (const one of [answered, asked, faulty]) one.catch(() => undefined);
    const first = await Promise.race([answered, asked, faulty]);
    if (first === 'faults') throw new Error((await fault.textContent()) ?? 'refused');
    if (first === 'asked') await sure.click();
    const response = await answered;
    const reply = (await response.json()) as { title?: string; version?: number; fields?: unknown };
    if (!response.ok()) throw new Error(`refused: ${reply.title} ${JSON.stringify(reply.fields ?? '')}`);
    if (first === 'asked') await dialog.waitFor({ state: 'hidden' });
    return reply.version ?? 0;
  }

  /** The action is there, disabled, with its reason; the article that refuses it opens beside the work. */
  async expectRefused(label: string, reason: string, cite: string): Promise<void> {
    const row = await this.expectRefusedPlainly(label, reason);
    const link = row.getByRole('button').nth(1);
    expect(await link.textContent()).toContain(cite);
    await link.click();
    const article = this.page.getByRole('complementary', { name: '条文' });
    await article.locator('mark').first().waitFor();
    expect((await article.textContent())?.length).toBeGreaterThan(40);
    await this.page.keyboard.press('Escape');
    await article.waitFor({ state: 'detached' });
  }

  /** The action is there, disabled, with a reason that no article gives. */
  async expectRefusedPlainly(label: string, reason: string): Promise<Locator> {
    const button = this.action(label);
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    const row = this.rowOf(label);
    expect(await row.textContent()).toContain(reason);
    return row;
  }

  async leave(): Promise<void> {
    this.watch.expectNothing();
    await this.context.close();
  }
}

/** Signs in a person of the demonstration in a browser context of their own. */
export async function signIn(
  browser: Browser,
  office: string,
  login: string,
  typed = new TypedValues(),
): Promise<Officer> {
  const officer = await comeIn(browser, office, typed);
  await officer.signIn(login);
  await officer.signedIn();
  return officer;
}

/** Signs in somebody new, who has to replace the first password before anything else. */
export async function signInFirst(
  browser: Browser,
  office: string,
  { login, first, own }: { readonly login: string; readonly first: string; readonly own: string },
  typed = new TypedValues(),
): Promise<Officer> {
  const officer = await comeIn(browser, office, typed);
  await officer.signIn(login, first);
  const { page } = officer;
  await page.getByLabel('现在的密码').fill(first);
  await page.getByLabel('新密码', { exact: true }).fill(own);
  await page.getByLabel('再输一次新密码').fill(own);
  await page.getByRole('button', { name: '更换密码' }).click();
  await officer.signedIn();
  return officer;
}

async function comeIn(browser: Browser, office: string, typed: TypedValues): Promise<Officer> {
  const context = await browser.newContext(visitor);
  context.setDefaultTimeout(15_000);
  return new Officer(context, await context.newPage(), office, typed);
}

const isCommand = (response: Response): boolean =>
  response.request().method() === 'POST' &&
  /\/api\/(cases|publications)(\/|$)/.test(new URL(response.url()).pathname);

async function versionOf(response: Response): Promise<number | undefined> {
  const path = new URL(response.url()).pathname;
  if (response.request().method() !== 'GET' || !/^\/api\/(cases|publications)\/[0-9a-f-]{36}$/.test(path))
    return;
  const reply = (await response.json().catch(() => ({}))) as { version?: number };
  return reply.version;
}
