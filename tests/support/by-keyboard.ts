import type { Page } from 'playwright-core'

/** Tabs from the first control of the page to the one that is sought, at most. */
const MOST_TABS = 60

/** Goes on by Tab until the control of this name has the focus, as a hand at the keyboard does. */
export async function tabTo(page: Page, testid: string): Promise<void> {
  await page.getByTestId(testid).first().waitFor()
  for (let tab = 0; tab < MOST_TABS; tab++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))
    if (at === testid) return
  }
  throw new Error(`no way to ${testid} by Tab`)
}

/** Tabs to a field and types into it. */
export async function typeInto(page: Page, testid: string, words: string): Promise<void> {
  await tabTo(page, testid)
  await page.keyboard.type(words)
}

/** Tabs to a button, once it can be used, and presses it. */
export async function pressButton(page: Page, testid: string, key = 'Enter'): Promise<void> {
  await page.locator(`[data-testid=${testid}]:enabled`).first().waitFor()
  await tabTo(page, testid)
  await page.keyboard.press(key)
}
