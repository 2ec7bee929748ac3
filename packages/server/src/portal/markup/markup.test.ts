import { describe, expect, it } from 'vitest';
import { createLinks, externalAddress, telephone } from './links.ts';
import { html, joined } from './markup.ts';
import { lawText, longDate, prose } from './phrases.ts';

describe('a page escapes whatever is not its own', () => {
  it('text in content and in attributes', () => {
    const hostile = `"><script>alert('1')</script>&amp;`;
    const page = html`<p title="${hostile}">${hostile}</p>`.toString();
    expect(page).not.toContain('<script>');
    expect(page.match(/<|>/g)).toHaveLength(4);
    expect(page).not.toContain(`title="">`);
  });
  it('text that ends in an exclamation mark before a value', () => {
    expect(html`注意!${'<b>'}`.toString()).toBe('注意!&#60;b&#62;');
  });
  it('lists and nested lists, but not markup inside them', () => {
    expect(html`${['<i>', [html`<b>${'&'}</b>`, null, false, 0]]}`.toString()).toBe(
      '&#60;i&#62;<b>&#38;</b>0',
    );
  });
  it('an object that pretends to be markup', () => {
    const pretender = { toString: () => '<script>' } as unknown as string;
    expect(() => html`${pretender}`.toString()).toThrow();
  });
  it('control and direction characters are left out', () => {
    expect(html`${'甲\u0000乙\u202e丙'}`.toString()).toBe('甲乙丙');
  });
  it('separators stand between what is there', () => {
    expect(html`${joined(['甲', false, undefined, '', '乙'], '　')}`.toString()).toBe('甲　乙');
  });
});

describe('addresses', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    'ftp://a.example',
    'https://user:pass@a.example/',
    'https://user@a.example/',
    ' not an address',
  ])('refuses %s', (address) => {
    expect(externalAddress(address)).toBeNull();
  });
  it('takes http and https', () => {
    expect(externalAddress('https://www.wenshang.gov.cn/a?b=1')).toBe('https://www.wenshang.gov.cn/a?b=1');
  });
  it('telephone numbers only', () => {
    expect(telephone('0537-0000000')).toBe('tel:05370000000');
    expect(telephone('0537-0000000、0537-1111111')).toBeNull();
  });
  it('large type travels in every link, and ids cannot leave their place', () => {
    const links = createLinks(true);
    expect(links.results('wenshang', { q: '甲&乙' })).toBe(
      '/wenshang/results?q=%E7%94%B2%26%E4%B9%99&text=large',
    );
    expect(links.result('a/b', '../c?d#e')).toBe('/a%2Fb/results/..%2Fc%3Fd%23e?text=large');
  });
});

describe('words', () => {
  it('article text keeps every character and marks the words relied on', () => {
    const text = '在作出之日起20个工作日内,向社会公布,法律另有规定的除外';
    const shown = html`${lawText(text, '向社会公布')}`.toString();
    expect(shown.replace(/<[^>]+>/g, '')).toBe(text);
    expect(shown).toContain('<mark>向社会公布</mark>');
  });
  it('a quote that does not stand in the text marks nothing', () => {
    expect(html`${lawText('甲乙丙', '丁')}`.toString()).toBe('甲乙丙');
  });
  it('dates do not break, whether data or prose', () => {
    expect(html`${longDate('2025-09-06')}`.toString()).toContain('2025 年 9 月 6 日');
    expect(html`${longDate('<b>')}`.toString()).toBe('&#60;b&#62;');
    expect(html`${prose('于 2025 年 9 月 26 日作出')}`.toString()).toBe(
      '于 <span class="nb">2025 年 9 月 26 日</span>作出',
    );
  });
});
