import Devices
import NeuralNetworks
import Options

extension Call {
  /// The device that a choice means; throws where there is none such.
  func device(_ choice: OptionKey<DeviceChoice>) throws -> DeviceDescription? {
    do { return try self[choice].find() } catch let failure as DeviceError {
      throw error(at: choice, "\(failure)")
    }
  }

  /// Throws where a model that the command is given holds what devices do not compute, as far as it is known.
  func checkModelsOnDevice() throws {
    for (_, values) in bound.values.sorted(by: { $0.key < $1.key }) {
      for value in values { try checkOnDevice { () throws(DeviceError) in try value.facts?.model?.checkDevice() } }
    }
  }

  /// Points at the command where a device lacks what it needs.
  func checkOnDevice(at option: (any OptionDeclaring)? = nil, _ check: () throws(DeviceError) -> Void) throws {
    do { try check() } catch { throw self.error(at: option, "\(error)") }
  }
}

extension AskedTraining {
  /// Throws where a device does not compute what the training needs beside its model, as far as it is known.
  static func checkDevice(_ call: Call) throws {
    if let sum = call.known(loss) {
      try call.checkOnDevice(at: loss) { () throws(DeviceError) in try Objective(sum).checkDevice() }
    }
    if let optimizer = try OptimizerOptions.optimizer(of: call) {
      try call.checkOnDevice { () throws(DeviceError) in try optimizer.checkDevice() }
    }
    if call.settings.processes != nil {
      try call.checkOnDevice { () throws(DeviceError) in throw .lacking("a training that several processes share") }
    }
  }
}
