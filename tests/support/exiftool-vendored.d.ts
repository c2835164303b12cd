declare module 'exiftool-vendored.pl' {
  const path: string
  export default path
}
