import { describe, expect, it } from 'vitest';
import { html } from '../markup/markup.ts';
import { sampleView } from '../testing/sample-view.ts';
import { heroSearch } from './search-form.ts';

describe('首页的查询', () => {
  it('没有可举的例子，不写“例如”，仍可按条件查询', () => {
    const shown = heroSearch(sampleView(), null).toString();
    expect(shown).not.toContain('例如');
    expect(shown).toContain('按条件查询');
  });
  it('有例子，写在“例如”后面', () => {
    const shown = heroSearch(sampleView(), null, [html`<a href="/results?q=1">示例文号</a>`]).toString();
    expect(shown).toMatch(/例如.*示例文号.*按条件查询/);
  });
});
