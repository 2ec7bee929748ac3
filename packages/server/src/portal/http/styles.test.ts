import { describe, expect, it } from 'vitest';
import { securityHeaders } from './headers.ts';
import { loadStyles } from './styles.ts';
import { otherSize } from './text-size.ts';

describe('the style sheet', () => {
  const styles = loadStyles();
  it('loads nothing from elsewhere and stays small enough for a slow telephone line', () => {
    expect(styles.text).not.toMatch(/@import|https?:|@font-face/);
    expect(styles.text.match(/url\([^)]*\)/g)).toEqual(['url(#hatch)']);
    expect(Buffer.byteLength(styles.text)).toBeLessThan(28_000);
  });
  it('keeps as many braces open as closed after squeezing', () => {
    expect(styles.text.split('{').length).toBe(styles.text.split('}').length);
    expect(styles.path).toMatch(/^\/assets\/portal-[0-9a-f]{16}\.css$/);
  });
});

describe('headers and addresses', () => {
  it('no script, no foreign source; framed only by whom the bureau names', () => {
    const policy = securityHeaders("'self' https://www.county.example.gov.cn", false)[
      'content-security-policy'
    ];
    expect(policy).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self' https://www.county.example.gov.cn",
    );
  });
  it('the other size of type keeps the query and never leaves the portal', () => {
    expect(otherSize('/a/results?q=%E7%BA%BA&text=normal', false)).toBe('/a/results?q=%E7%BA%BA&text=large');
    expect(otherSize('//evil.example/x', false)).toBe('/?text=large');
  });
});
