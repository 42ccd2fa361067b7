import { setTimeout as pause } from 'node:timers/promises';

/** Looks again and again until `holds`; what is looked at offers no way to be told. */
export async function until(holds: () => boolean | Promise<boolean>, complaint: () => string, patience = 30_000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(complaint());
    await pause(50);
  }
}
