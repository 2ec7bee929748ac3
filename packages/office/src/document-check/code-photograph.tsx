import { useState } from 'react';
import { Field } from '../parts/field.tsx';
import { FileInput } from '../parts/file-input.tsx';
import { readPicture } from './read-picture.ts';

/** Reads a two-dimensional code from a photograph or a screenshot, in the browser itself: nothing is uploaded. */
export function CodePhotograph({ onRead }: { readonly onRead: (text: string) => void }) {
  const [chosen, setChosen] = useState<string>();
  const [fault, setFault] = useState('');
  const choose = async (file: File | null) => {
    setFault('');
    setChosen(file?.name);
    if (file === null) return;
    const text = await readFile(file);
    if (text === undefined) setFault(NOT_READ);
    else onRead(text);
  };
  return (
    <>
      <Field
        id="code-photograph"
        label="文书的照片或者截图"
        required={false}
        help="拍清楚第一页右上角的二维码。照片只在本机识别，不上传。"
      >
        {(link) => (
          <FileInput {...link} accept="image/*" chosen={chosen} onChoose={(file) => void choose(file)} />
        )}
      </Field>
      {fault !== '' && <p role="alert">{fault}</p>}
    </>
  );
}

const NOT_READ = '照片里没有认出二维码。请靠近些、拍正些再拍一张，或者输入核验码。';

async function readFile(file: File): Promise<string | undefined> {
  try {
    const image = await createImageBitmap(file);
    try {
      return readPicture(image, image.width, image.height);
    } finally {
      image.close();
    }
  } catch {
    return undefined;
  }
}
