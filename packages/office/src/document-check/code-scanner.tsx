import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';

/** Reads a two-dimensional code by the camera, in browsers that can; the others say so. */
export function CodeScanner({ onRead }: { readonly onRead: (text: string) => void }) {
  const [open, setOpen] = useState(false);
  if (detectorOf() === undefined || navigator.mediaDevices === undefined)
    return <p className="quiet">这个浏览器不能用摄像头扫码。</p>;
  if (!open) return <Button onClick={() => setOpen(true)}>用摄像头扫码</Button>;
  return (
    <Camera
      onRead={(text) => {
        setOpen(false);
        onRead(text);
      }}
      onClose={() => setOpen(false)}
    />
  );
}

function Camera({
  onRead,
  onClose,
}: {
  readonly onRead: (text: string) => void;
  readonly onClose: () => void;
}) {
  const video = useRef<HTMLVideoElement>(null);
  const [fault, setFault] = useState('');
  const read = useRef(onRead);
  read.current = onRead;
  useEffect(() => {
    const stop = new AbortController();
    watchCamera(video.current, stop.signal).then(
      (text) => text !== undefined && read.current(text),
      () => setFault('摄像头打不开：没有摄像头，或者浏览器没有允许使用。'),
    );
    return () => stop.abort();
  }, []);
  return (
    <div className="spaced">
      {fault === '' ? (
        <video
          ref={video}
          className="scanner"
          muted
          playsInline
          aria-label="摄像头画面，把二维码放在画面中间"
        />
      ) : (
        <p role="alert">{fault}</p>
      )}
      <Button onClick={onClose}>关闭摄像头</Button>
    </div>
  );
}

/** Looks at the picture until a code is in it; the camera is let go whatever happens. */
async function watchCamera(video: HTMLVideoElement | null, stop: AbortSignal): Promise<string | undefined> {
  const Detector = detectorOf();
  if (video === null || Detector === undefined) return undefined;
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  try {
    video.srcObject = stream;
    await video.play();
    const detector = new Detector({ formats: ['qr_code'] });
    while (!stop.aborted) {
      const [found] = await detector.detect(video);
      if (found !== undefined) return found.rawValue;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return undefined;
  } catch (error) {
    if (stop.aborted) return undefined;
    throw error;
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

type Detector = new (options: {
  readonly formats: readonly string[];
}) => { detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]> };

const detectorOf = (): Detector | undefined =>
  (globalThis as { readonly BarcodeDetector?: Detector }).BarcodeDetector;
