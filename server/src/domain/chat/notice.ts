/** What a person is told, in both languages of the house. */
export type Notice = { ja: string; en: string }
