/** A pack's remarks that concern one article: those that name it, and those that name none and speak of the text as a whole. */
export function notesOn(notes: readonly string[], article: string): readonly string[] {
  const asked = articlesIn(article)[0] ?? article;
  return notes.filter((note) => {
    const named = articlesIn(note);
    return named.length === 0 || named.includes(asked);
  });
}

const articlesIn = (text: string): readonly string[] =>
  text.match(/第[零〇一二三四五六七八九十百]+条/g) ?? [];
