import { html, type Markup } from '../../markup/markup.ts';

/** Four pictures beside the ten sentences: the digest, the chain, the signatures, the check. */
export function verificationPictures(): Markup {
  return html`<div class="pictures">${[digest(), chain(), signatures(), check()]}</div>`;
}

function digest(): Markup {
  return figure(
    '改一个字，摘要就不同',
    '左边的公示写着罚款 20000 元，摘要是 7c41 e0 a9；右边改成 2000 元，摘要变成 b3d8 15 6f',
    html`${sheet(14, 18, '罚款 20000 元')}${sheet(166, 18, '罚款 2000 元', true)}
<path class="rule" d="M68 92v22m-5-6 5 6 5-6M220 92v22m-5-6 5 6 5-6"/>
<rect class="chip" x="14" y="120" width="108" height="28" rx="4"/><text class="mono" x="68" y="139">7c41 e0a9 …</text>
<rect class="chip bad" x="166" y="120" width="108" height="28" rx="4"/><text class="mono bad" x="220" y="139">b3d8 156f …</text>`,
  );
}

function chain(): Markup {
  const link = (x: number, number: string) =>
    html`<rect class="chip" x="${x}" y="52" width="52" height="44" rx="4"/><text x="${x + 26}" y="79">${number}</text>`;
  return figure(
    '一条接一条，少一条都对不上',
    '编号 1、2、3、4 的摘要依次相连，合成一个总摘要',
    html`${[link(14, '#1'), link(83, '#2'), link(152, '#3'), link(221, '#4')]}
<path class="rule" d="M66 74h17M135 74h17M204 74h17M40 96v14h207V96M109 96v14M178 96v14M144 110v12"/>
<rect class="chip deep" x="84" y="122" width="120" height="28" rx="4"/><text class="on" x="144" y="141">总摘要</text><text class="small" x="144" y="34">按先后编号</text>`,
  );
}

function signatures(): Markup {
  return figure(
    '本局签名，别的机关见证',
    '检查点上写着条数和总摘要，下面是本局的签名和见证机关的联署',
    html`<rect class="page" x="74" y="14" width="140" height="136" rx="4"/><text x="144" y="38">检查点</text>
<path class="line" d="M90 52h108M90 66h74"/><path class="rule" d="M90 84h108"/>
${seal(110, 118, '本局')}${seal(178, 118, '见证')}`,
  );
}

function check(): Markup {
  return figure(
    '自己核对，不必相信任何人',
    '把证明文件交给核验程序，程序算一遍，说通过或者不通过',
    html`<rect class="page" x="14" y="48" width="76" height="64" rx="4"/><text x="52" y="76">证明</text><text x="52" y="96">文件</text>
<path class="rule" d="M94 80h30m-6-5 6 5-6 5"/><circle class="page" cx="156" cy="80" r="28"/><text x="156" y="86">核验</text>
<path class="rule" d="M184 68l22-20m-8 1 8-1-1 8M184 92l22 20m-8-1 8 1-1-8"/>
<path class="good" d="M216 42l8 8 14-16"/><text class="small" x="258" y="48">通过</text>
<path class="cross" d="M218 104l16 16m0-16-16 16"/><text class="small" x="258" y="117">改过</text>`,
  );
}

const figure = (caption: string, described: string, drawing: Markup): Markup =>
  html`<figure><svg role="img" aria-label="${described}" viewBox="0 0 288 164">${drawing}</svg><figcaption>${caption}</figcaption></figure>`;

const sheet = (x: number, y: number, words: string, changed = false): Markup =>
  html`<rect class="page" x="${x}" y="${y}" width="108" height="70" rx="4"/><path class="line" d="M${x + 14} ${y + 16}h80M${x + 14} ${y + 28}h56"/><text class="${changed ? 'small bad' : 'small'}" x="${x + 54}" y="${y + 54}">${words}</text>`;

const seal = (x: number, y: number, word: string): Markup =>
  html`<circle class="seal" cx="${x}" cy="${y}" r="21"/><text class="small bad" x="${x}" y="${y + 5}">${word}</text>`;
