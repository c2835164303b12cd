import { chromiumPath } from './browser.ts'

/** Before the first test file: two that open a browser at once would run it while the other still writes it (ETXTBSY). */
export const setup = async (): Promise<void> => void (await chromiumPath())
