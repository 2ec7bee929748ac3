import type { DraftBody, JsonValue } from '@mingjing/law';
import { Document, isCollection, isPair, isScalar, visit } from 'yaml';

/** The two files of a regulation, as `packs check` reads them. */
export interface PackTexts {
  readonly packYaml: string;
  /** Absent where the draft has no articles. */
  readonly articlesYaml?: string;
}

/** Writes a draft as `pack.yaml` and `articles.yaml`; what is read from them is the draft again. */
export function writePack(body: DraftBody): PackTexts {
  const { articles, ...rules } = body;
  const packYaml = writeYaml(rules);
  return Array.isArray(articles) && articles.length > 0
    ? { packYaml, articlesYaml: writeYaml(articles) }
    : { packYaml: articles === undefined ? packYaml : writeYaml(body) };
}

/** Writes a value as YAML 1.2 in the manner of the packs: short things on one line, long texts in full. */
export function writeYaml(value: JsonValue): string {
  const document = new Document(value, { version: '1.2', schema: 'core', aliasDuplicateObjects: false });
  visit(document, {
    Collection: (_key, node) => {
      const inner = node.items.map((item) => (isPair(item) ? item.value : item));
      const plain = inner.every(
        (item) => !isCollection(item) || item.flow === true || item.items.length === 0,
      );
      const words = JSON.stringify(node.toJSON());
      if (plain && node !== document.contents && words.length <= LINE && !words.includes('\\n'))
        node.flow = true;
      if (node.items.length === 0) node.flow = true;
    },
    Scalar: (_key, node) => {
      if (isScalar(node) && typeof node.value === 'string' && node.value.includes('\n'))
        node.type = 'BLOCK_LITERAL';
    },
  });
  return document.toString({ lineWidth: 0 });
}

const LINE = 110;
