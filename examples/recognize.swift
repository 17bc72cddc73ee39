// Read a banknote with the exported Core ML model on iOS 16 or macOS 13 (add noteworthy.mlpackage to the target).
// The threshold of each value comes from the model's own metadata. A value is the sum over its faces and series; currencies
// that the person left off count by `disabled_weight` as unknown. The same arithmetic as in recognize_onnx.py.

import CoreML
import Foundation
import Vision

struct About: Decodable {
    struct Label: Decodable { let currency, value, series, face: String }
    let labels: [Label]
    let thresholds: [String: Double]
    let disabled_weight: Double
}

struct Named { let value: String, score: Double }

final class NoteReader {
    private let model: VNCoreMLModel
    private let about: About

    init(modelAt url: URL) throws {
        let compiled = try MLModel(contentsOf: MLModel.compileModel(at: url))
        let own = compiled.modelDescription.metadata[.creatorDefinedKey] as? [String: String] ?? [:]
        about = try JSONDecoder().decode(About.self, from: Data((own["noteworthy.json"] ?? "").utf8))
        model = try VNCoreMLModel(for: compiled)
    }

    /// The value that is sure enough to be spoken, or nil. One still picture; over a camera's frames, average the scores.
    func read(_ picture: CGImage, currencies: Set<String>) throws -> Named? {
        let request = VNCoreMLRequest(model: model)
        request.imageCropAndScaleOption = .scaleFit // letterboxed, as in training; Vision's bars are black, not grey
        try VNImageRequestHandler(cgImage: picture).perform([request])
        let found = request.results as? [VNClassificationObservation] ?? []
        let probability = Dictionary(uniqueKeysWithValues: found.map { ($0.identifier, Double($0.confidence)) })
        var scores: [String: Double] = [:]
        var unknown = 0.0
        for label in about.labels {
            let name = label.currency.isEmpty
                ? "unknown" : [label.currency, label.value, label.series, label.face].joined(separator: "/")
            let share = probability[name] ?? 0
            if currencies.contains(label.currency) {
                scores["\(label.currency)/\(label.value)", default: 0] += share
            } else {
                unknown += label.currency.isEmpty ? share : share * about.disabled_weight
            }
        }
        let whole = max(scores.values.reduce(unknown, +), 1e-9)
        guard let best = scores.max(by: { $0.value < $1.value }) else { return nil }
        let score = best.value / whole
        return score >= (about.thresholds[best.key] ?? 1) ? Named(value: best.key, score: score) : nil
    }
}
