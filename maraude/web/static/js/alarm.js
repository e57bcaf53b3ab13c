// Two short notes, made here: nothing to download, and silent until the browser lets a page make sound.
let context;

document.addEventListener("pointerdown", wake, { once: true });
document.addEventListener("keydown", wake, { once: true });

function wake() {
  context ??= new AudioContext();
}

export function soundAlarm() {
  if (!context) return;
  [880, 660].forEach((pitch, place) => {
    const begins = context.currentTime + place * 0.22;
    const note = context.createOscillator();
    const volume = context.createGain();
    note.frequency.value = pitch;
    volume.gain.setValueAtTime(0.2, begins);
    volume.gain.exponentialRampToValueAtTime(0.001, begins + 0.2);
    note.connect(volume).connect(context.destination);
    note.start(begins);
    note.stop(begins + 0.2);
  });
}
