// Takes the pictures of the README: `make screens`.
import { defineConfig } from '@playwright/test';
import stories from './playwright.config';
import type { Choice } from './support/page';

export default defineConfig<object, Choice>({
  ...stories,
  testDir: 'screens',
  use: { ...stories.use, viewport: { width: 1440, height: 900 } },
  projects: [{ name: 'screens', use: { engine: 'sqlite' } }],
});
