import type { Locator, Page } from 'playwright-core';
import type { SampleFile } from './sample-files.ts';
import type { TypedValues } from './typed-values.ts';

/** An open form of the office, filled as a person fills it: by the labels that stand there. */
export class Form {
  readonly root: Locator;
  private readonly page: Page;
  private readonly typed: TypedValues;
  /** What the form is called, and the button that sends it. */
  private readonly label: string;

  constructor(page: Page, root: Locator, typed: TypedValues, label: string) {
    this.page = page;
    this.root = root;
    this.typed = typed;
    this.label = label;
  }

  async type(label: string, value: string): Promise<void> {
    this.typed.note(label, value);
    await this.field(label).fill(value);
  }

  /** What the field holds already. */
  value(label: string): Promise<string> {
    return this.field(label).inputValue();
  }

  async date(label: string, day: string): Promise<void> {
    this.typed.note(label, day);
    await this.field(label).fill(day);
  }

  /** One of several, as buttons or as a list. */
  async choose(label: string, option: string): Promise<void> {
    const group = this.root.getByRole('group', { name: label, exact: true });
    const list = this.root.getByRole('combobox', { name: label, exact: true });
    await group.or(list).first().waitFor();
    if (await group.count()) return group.getByRole('radio', { name: option }).check();
    await list.click();
    await this.offered(option).click();
  }

  async tick(label: string, option: string): Promise<void> {
    await this.root
      .getByRole('group', { name: label, exact: true })
      .getByRole('checkbox', { name: option })
      .check();
  }

  /** Several out of a long list. */
  async tickSeveral(label: string, options: readonly string[]): Promise<void> {
    const list = this.root.getByRole('combobox', { name: label, exact: true });
    await list.click();
    for (const option of options) await this.offered(option).click();
    await list.press('Tab');
  }

  /** One item of a checklist: its state and, where asked, what is wrong with it. */
  async judge(item: string, state: string, note?: string): Promise<void> {
    const group = this.root.getByRole('radiogroup', { name: item, exact: true });
    await group.getByRole('radio', { name: state, exact: true }).check();
    if (note !== undefined) await this.type(`${item} 说明`, note);
  }

  /** Uploads a file and waits until it is stored. */
  async upload(label: string, file: SampleFile): Promise<void> {
    const stored = this.root.getByText('SHA-256');
    const before = await stored.count();
    await this.field(label).setInputFiles(file);
    await stored.nth(before).waitFor();
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true });
  }

  /** Presses the button that bears the name of the form. */
  press(): Promise<void> {
    return this.button(this.label).click();
  }

  /** A choice of the list that stands open, which is drawn last. */
  private offered(option: string): Locator {
    return this.page.getByTitle(option, { exact: true }).filter({ visible: true }).last();
  }

  private field(label: string): Locator {
    return this.root.getByLabel(label, { exact: true });
  }
}
