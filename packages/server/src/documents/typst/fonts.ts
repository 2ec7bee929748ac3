import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The folders that hold the fonts documents are set in: one TTF each, straight from their npm packages. */
export function fontFolders(): readonly string[] {
  const require = createRequire(import.meta.url);
  return fonts.map(([name, weight]) => join(dirname(require.resolve(`${name}/package.json`)), weight));
}

const fonts = [
  ['@expo-google-fonts/noto-serif-sc', '400Regular'],
  ['@expo-google-fonts/noto-serif-sc', '700Bold'],
  ['@expo-google-fonts/noto-sans-sc', '400Regular'],
  ['@expo-google-fonts/noto-sans-sc', '500Medium'],
] as const;
