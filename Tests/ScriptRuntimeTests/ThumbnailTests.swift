import ScriptRuntime
import Testing

@Suite struct ThumbnailTests {
  @Test("Few images are all shown, and of many some that are spread over all, their classes too")
  func places() {
    #expect(Thumbnails.places(of: 0) == [])
    for total in 1...10 { #expect(Thumbnails.places(of: total) == Array(0..<total)) }
    for total in [11, 19, 50, 110, 111, 3000, 50_000] {
      let places = Thumbnails.places(of: total)
      #expect(places.count == 10 && Set(places).count == 10 && places == places.sorted() && places[0] == 0)
      #expect(places[9] < total && places[9] >= total * 9 / 10 - 1)
    }
    #expect(Set(Thumbnails.places(of: 3000).map { $0 % 10 }).count == 10)
  }
}
