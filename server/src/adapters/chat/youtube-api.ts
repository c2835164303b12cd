// By its path: the index of googleapis loads every API there is (1 s, 110 MB).
import { youtube_v3 } from 'googleapis/build/src/apis/youtube/index.js'

/** The YouTube API at `root`; Google's own by default. Each call says whom it is made as. */
export const openYoutubeApi = (root?: string): youtube_v3.Youtube =>
  new youtube_v3.Youtube(root === undefined ? {} : { rootUrl: root.replace(/\/*$/, '/') })
