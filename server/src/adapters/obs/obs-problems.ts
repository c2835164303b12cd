import type { Text } from '@yosegaki/contract'

/** Why OBS could not be reached or did not do as asked, in words that say what to do. */
export const OBS_PROBLEMS = {
  unreachable: {
    ja: 'OBSが見つかりません。OBSを開き、「ツール」→「WebSocketサーバー設定」でサーバーを有効にして、アドレスとポートを確かめてください。',
    en: 'No OBS answers there. Open OBS, enable the server under Tools, WebSocket Server Settings, and check address and port.',
  },
  password: {
    ja: 'OBSのパスワードが合いません。「WebSocketサーバー設定」の「接続情報を表示」にあるパスワードを入れてください。',
    en: 'OBS did not take the password. It is shown in WebSocket Server Settings under Show Connect Info.',
  },
  tooOld: {
    ja: 'このOBSは古すぎるか、別のプログラムです。OBS 28 以上が必要です。',
    en: 'That OBS is too old, or is another program. OBS 28 or newer is needed.',
  },
  noBrowserSource: {
    ja: 'このOBSには「ブラウザ」ソースがありません。obsproject.com かFlatpakのOBSを入れてください(Debianのパッケージにはobs-browserが入っていません)。',
    en: 'This OBS has no browser source. Install the OBS of obsproject.com or of Flatpak (Debian’s package comes without obs-browser).',
  },
  slow: {
    ja: 'OBSの返事がありません。OBSの画面に開いたままのダイアログがないか確かめて、もう一度どうぞ。',
    en: 'OBS does not answer. See whether it waits in a dialog of its own, then try again.',
  },
} as const satisfies Record<string, Text>

/** OBS understood and refused; its own words say why. */
export const obsRefused = (request: string, words: string): Text => ({
  ja: `OBSが ${request} を断りました: ${words.slice(0, 200)}`,
  en: `OBS refused ${request}: ${words.slice(0, 200)}`,
})
